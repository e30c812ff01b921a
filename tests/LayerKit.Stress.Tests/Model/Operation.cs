namespace LayerKit.Stress.Tests.Model;

/// <summary>What a step does.</summary>
internal enum Operation
{
    Register,
    RegisterPinned,
    Get,
    Clone,
    Dispose,
    Release,
    Pin,
    Unpin,
    Prune,
    CreateRW,
    GetRW,
    DisposeRW,
    ReleaseRW,
    RemoveRW,
    Commit,
    Consume,
    View,
    Mount,
    Unmount,
    Reopen,
}
