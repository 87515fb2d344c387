//! Opens the window, or says in a sentence why there can be none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bevy::DefaultPlugins;
use bevy::app::{App, AppExit, Last, PluginGroup, Startup, TerminalCtrlCHandlerPlugin, Update};
use bevy::camera::{Camera2d, ClearColor};
use bevy::color::Color;
use bevy::ecs::error::BevyError;
use bevy::ecs::resource::Resource;
use bevy::ecs::schedule::IntoScheduleConfigs;
use bevy::ecs::system::{Commands, Local, Res, ResMut};
use bevy::log::{Level, LogPlugin};
use bevy::render::RenderPlugin;
use bevy::render::pipelined_rendering::PipelinedRenderingPlugin;
use bevy::render::view::Msaa;
use bevy::time::{Time, Virtual};
use bevy::window::{Window, WindowPlugin, WindowResizeConstraints, WindowResolution};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiContexts, EguiPlugin, EguiPrimaryContextPass};

use super::ahead::look_ahead;
use super::asks::{Chosen, Looking, show};
use super::desk::OnDesk;
use super::keeping::{Keeping, keep_on_disk};
use super::pictures::take_pictures;
use super::pondering::ponder_beside;
use super::reload::{Told, reload_on_save};
use super::sessions::{self, Going};
use crate::engine::{EnginePlugin, Speed, StopsAt};
use crate::panels::View;
use crate::panels::style;
use crate::saves;
use crate::settings::Settings;
use crate::window::{Finder, NoWindow, Session};

/// Plays a session in a window, or offers what can be played, until somebody closes it.
///
/// # Errors
/// Where there is no display, or nothing that can draw on it.
pub fn open(session: Option<Session>, finder: Finder) -> Result<(), NoWindow> {
    if cfg!(target_os = "linux") && std::env::var_os("DISPLAY").is_none_or(|display| display.is_empty()) {
        return Err(NoWindow::Lacking(
            "there is no display: DISPLAY names no X server (XWayland serves too)".to_owned(),
        ));
    }
    // What Bevy cannot open it panics over. Until something has been shown a panic is an answer, not a fault.
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if IS_SHOWN.load(Ordering::Relaxed) {
            before(panic);
        } else if let Ok(mut said) = SAID.lock() {
            let text = panic.payload_as_str().unwrap_or_default();
            said.get_or_insert_with(|| text.to_owned());
        }
    }));
    match catch_unwind(AssertUnwindSafe(|| app(session, finder).run())) {
        Ok(AppExit::Success) => Ok(()),
        Ok(AppExit::Error(code)) => Err(NoWindow::Failed(format!("the window ended with code {code}"))),
        Err(_) if IS_SHOWN.load(Ordering::Relaxed) => {
            Err(NoWindow::Failed("the window failed while it played; what it said stands above".to_owned()))
        }
        Err(_) => {
            let said = SAID.lock().ok().and_then(|mut said| said.take()).unwrap_or_default();
            Err(why(&said))
        }
    }
}

/// Whether the window has been shown.
static IS_SHOWN: AtomicBool = AtomicBool::new(false);
/// What the first panic said before that.
static SAID: Mutex<Option<String>> = Mutex::new(None);

/// What a panic while opening means to the person at the computer.
fn why(said: &str) -> NoWindow {
    let lacking = |what: &str| NoWindow::Lacking(what.to_owned());
    if said.contains("event loop") {
        lacking(
            "the display cannot be opened: no X server answers at DISPLAY, or its libraries (libX11, libxkbcommon-x11) are missing",
        )
    } else if said.contains("GPU") || said.contains("surface") || said.contains("adapter") {
        lacking("no usable graphics: nothing here draws with Vulkan (on Debian, mesa-vulkan-drivers draws in software)")
    } else {
        NoWindow::Failed(format!("the window could not be opened: {said}"))
    }
}

fn app(session: Option<Session>, finder: Finder) -> App {
    let window = Window {
        title: "Marchland".to_owned(),
        name: Some("marchland".to_owned()),
        resolution: WindowResolution::new(1280, 720),
        resize_constraints: WindowResizeConstraints { min_width: 1100.0, min_height: 640.0, ..Default::default() },
        ..Window::default()
    };
    let plugins = DefaultPlugins
        .build()
        // It closes once the session is kept.
        .set(WindowPlugin { primary_window: Some(window), close_when_requested: false, ..WindowPlugin::default() })
        // Software drawing stutters where pipelines are built or frames drawn behind its back.
        .set(RenderPlugin { synchronous_pipeline_compilation: true, ..RenderPlugin::default() })
        .disable::<PipelinedRenderingPlugin>()
        // Ctrl+C in the terminal ends the program as it ends any other.
        .disable::<TerminalCtrlCHandlerPlugin>()
        .set(LogPlugin { level: Level::ERROR, filter: QUIET.to_owned(), ..LogPlugin::default() });
    let mut app = App::new();
    app.add_plugins((plugins, EguiPlugin::default(), EnginePlugin))
        .insert_resource(ClearColor(Color::BLACK))
        .insert_resource(WinitSettings {
            focused_mode: UpdateMode::reactive(FRAME),
            unfocused_mode: UpdateMode::reactive_low_power(FRAME),
        })
        .insert_resource(OnDesk::new(finder))
        .init_resource::<Going>()
        .add_systems(Startup, |mut commands: Commands| {
            commands.spawn((Camera2d, Msaa::Off));
        })
        .add_systems(
            Update,
            (sessions::drop_in, sessions::arrive, sessions::close, sessions::go, sessions::name).chain(),
        )
        .add_systems(EguiPrimaryContextPass, (dress, show).chain())
        .add_systems(Last, note_that_it_is_shown);
    reload_on_save(&mut app);
    keep_on_disk(&mut app);
    take_settings(&mut app);
    look_ahead(&mut app);
    ponder_beside(&mut app);
    take_pictures(&mut app);
    app.insert_resource(Asked(session)).add_systems(Startup, start);
    app
}

/// As somebody has left them.
fn take_settings(app: &mut App) {
    let (settings, trouble) = saves::settings_folder().map(|folder| Settings::read(&folder)).unwrap_or_default();
    if let Some(trouble) = trouble {
        eprintln!("{trouble}");
        app.world_mut().resource_mut::<Told>().0.complain(trouble.0);
    }
    let mut time = app.world_mut().resource_mut::<Time<Virtual>>();
    Speed::ALL[settings.speed].set(&mut time);
    app.insert_resource(Chosen(settings.speed))
        .insert_resource(StopsAt(settings.stops))
        .insert_resource(Looking(View::with(settings)));
}

/// The session that was asked for, until it is played.
#[derive(Resource)]
struct Asked(Option<Session>);

/// Plays the session that was asked for, or offers others.
fn start(
    mut commands: Commands,
    mut asked: ResMut<Asked>,
    mut keeping: ResMut<Keeping>,
    mut told: ResMut<Told>,
    mut desk: ResMut<OnDesk>,
    mut time: ResMut<Time<Virtual>>,
) {
    match asked.0.take() {
        Some(session) => {
            sessions::begin(&mut commands, &mut keeping, &mut told, session);
            time.pause();
        }
        None => desk.open(keeping.writer()),
    }
}

/// A frame is drawn at least as often: time goes on while nobody touches anything.
const FRAME: Duration = Duration::from_millis(16);

/// The drivers' chatter is nothing to people who play.
const QUIET: &str = "error,wgpu_hal=off,wgpu_core=off";

/// Whenever the settings have changed.
fn dress(
    mut contexts: EguiContexts,
    looking: Res<Looking>,
    mut clear: ResMut<ClearColor>,
    mut dressed: Local<Option<Settings>>,
) -> Result<(), BevyError> {
    let settings = &looking.0.settings;
    if dressed.as_ref() != Some(settings) {
        let context = contexts.ctx_mut()?;
        style::dress(context, settings);
        let ground = style::of(context).background;
        clear.0 = Color::srgb_u8(ground.r(), ground.g(), ground.b());
        *dressed = Some(settings.clone());
    }
    Ok(())
}

fn note_that_it_is_shown(mut frames: Local<u32>) {
    const ENOUGH: u32 = 3;
    *frames = frames.saturating_add(1);
    if *frames == ENOUGH {
        IS_SHOWN.store(true, Ordering::Relaxed);
    }
}
