namespace LayerKit.TarSplit.Tests;

/// <summary>Gives some bytes once, if any, and then the same block again and again.</summary>
internal sealed class RepeatingSource(byte[] block, int times, byte[]? first = null) : TarSource
{
    private bool _firstGiven = first is null;

    public int Given { get; private set; }

    public override ReadOnlyMemory<byte> ReadBlock()
    {
        if (!_firstGiven)
        {
            _firstGiven = true;
            return first;
        }

        if (Given == times)
        {
            return default;
        }

        Given++;
        return block;
    }
}
