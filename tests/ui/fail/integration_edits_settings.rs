use ghost_client::{Ghost, Integration, settings};

fn main() {}

fn edit(ghost: &Ghost<Integration>, change: settings::SettingChange) {
    let _ = ghost.settings().edit([change]);
}
