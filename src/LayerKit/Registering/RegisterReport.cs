using LayerKit.Compression;

namespace LayerKit.Registering;

/// <summary>Tells a caller how far a register has come: once per mebibyte of tar, and at each change of stage.</summary>
internal sealed class RegisterReport(IProgress<LayerProgress>? progress, LayerDecompressor source)
{
    private const long Interval = 1 << 20;

    private LayerProgress _now;
    private long _due = Interval;

    public void Applied(long tarBytes, long entries)
    {
        _now = new LayerProgress(LayerStage.Applying, source.BytesRead, tarBytes, entries);
        if (tarBytes >= _due)
        {
            _due = tarBytes + Interval;
            progress?.Report(_now);
        }
    }

    public void Stage(LayerStage stage)
    {
        _now = _now with { Stage = stage, BytesRead = source.BytesRead };
        progress?.Report(_now);
    }
}
