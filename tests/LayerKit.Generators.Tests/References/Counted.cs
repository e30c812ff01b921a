using LayerKit.References;

namespace LayerKit.Generators.Tests.References;

/// <summary>A resource that knows whether it was freed, and by how many.</summary>
internal sealed class Counted : ICountedResource
{
    private int _freed;

    public string Name { get; } = "counted";

    public int Freed => Volatile.Read(ref _freed);

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Fails when it is used after it was freed.</summary>
    public int Use() => Freed == 0 ? 1 : throw new InvalidOperationException("used after it was freed");

    public async Task<int> UseAsync()
    {
        await Gate.Task.ConfigureAwait(false);
        return Use();
    }

    public IEnumerable<int> Uses()
    {
        yield return Use();
        yield return Use();
    }

    public Stream Open() => new MemoryStream([1, (byte)Use()]);

    public Stream Broken() => throw new IOException($"{Name} cannot be opened");

    public void Free() => Interlocked.Increment(ref _freed);

    public async ValueTask FreeAsync()
    {
        await Task.Yield();
        Free();
    }

    public override string ToString() => "resource 7";
}
