namespace LayerKit.Tests;

/// <summary>Gives some bytes, then blocks its reader until the test lets go.</summary>
internal sealed class StallingStream(ReadOnlyMemory<byte> bytes) : MemoryStream(bytes.ToArray())
{
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _release = new();

    public Task Stalled => _stalled.Task;

    public void Release() => _release.Set();

    public override int Read(Span<byte> buffer)
    {
        int count = base.Read(buffer);
        if (count == 0)
        {
            _stalled.TrySetResult();
            _release.Wait();
        }

        return count;
    }
}
