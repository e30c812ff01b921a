namespace LayerKit.Hashing;

/// <summary>One buffer on its way through a <see cref="HashingPipeline"/>. It is free again when both the hash and the reader are done with it.</summary>
internal sealed class Block(int size)
{
    private int _users;

    public byte[] Buffer { get; } = GC.AllocateUninitializedArray<byte>(size);

    public int Length { get; set; }

    /// <summary>True when the stream ends with this block.</summary>
    public bool IsLast { get; set; }

    public ReadOnlyMemory<byte> Content => Buffer.AsMemory(0, Length);

    public void ShareBetween(int users) => _users = users;

    /// <summary>True for the last of those it was shared between.</summary>
    public bool Leave() => Interlocked.Decrement(ref _users) == 0;
}
