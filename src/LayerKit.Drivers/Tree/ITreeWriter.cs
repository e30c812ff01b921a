namespace LayerKit.Drivers.Tree;

/// <summary>Applies one layer to a directory. Members mean what those of <see cref="ILayerWriter"/> do.</summary>
internal interface ITreeWriter : IDisposable
{
    void Add(in LayerEntry entry, LayerPayload payload);

    void Whiteout(ReadOnlySpan<byte> path);

    void Opaque(ReadOnlySpan<byte> path);

    /// <summary>Gives directories their modes and times. Nothing may be added afterwards.</summary>
    void Finish();
}
