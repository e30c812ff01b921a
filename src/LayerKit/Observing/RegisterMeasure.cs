namespace LayerKit.Observing;

/// <summary>Listens to a register's progress for the figures, and passes it on.</summary>
internal sealed class RegisterMeasure(IProgress<LayerProgress>? next) : IProgress<LayerProgress>
{
    private LayerProgress _last;

    public void Report(LayerProgress value)
    {
        _last = value;
        next?.Report(value);
    }

    /// <summary>Counts the register, if it succeeded, and how long it took.</summary>
    public void Record(TimeSpan duration)
    {
        StoreMetrics.TarBytes.Add(_last.TarBytes);
        if (_last.Stage is LayerStage.Committed or LayerStage.AlreadyPresent)
        {
            KeyValuePair<string, object?> existed = new("existed", _last.Stage == LayerStage.AlreadyPresent);
            StoreMetrics.Registered.Add(1, existed);
            StoreMetrics.RegisterDuration.Record(duration.TotalSeconds, existed);
        }
    }
}
