namespace LayerKit.Drivers;

/// <summary>A driver that can bring what it has committed to stable storage.</summary>
public interface ISync
{
    /// <summary>Returns when everything committed before the call would survive a power cut. Concurrent callers may share the work.</summary>
    void Sync();
}
