use ghost_client::{Ghost, Integration, settings};

fn main() {}

fn edit(ghost: &Ghost<Integration>, change: settings::SettingsPatch) {
    let _ = ghost.settings().edit(change);
}
