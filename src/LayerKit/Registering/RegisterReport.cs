using LayerKit.Compression;

namespace LayerKit.Registering;

/// <summary>Tells a caller how far a register has come: with each block of tar, and at each change of stage.</summary>
/// <param name="progress">Who is told; null for nobody.</param>
/// <param name="source">Counts what is read; null when the plain tar is all that there is.</param>
internal sealed class RegisterReport(IProgress<LayerProgress>? progress, LayerDecompressor? source)
{
    private long _tarBytes;

    /// <summary>Members applied so far.</summary>
    public long Entries { get; set; }

    public void BlockRead(int length)
    {
        _tarBytes += length;
        Stage(LayerStage.Applying);
    }

    public void Stage(LayerStage stage) => progress?.Report(new LayerProgress(stage, source?.BytesRead ?? _tarBytes, _tarBytes, Entries));
}
