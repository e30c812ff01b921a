using LayerKit.References;

namespace LayerKit.Benchmarks.References;

/// <summary>A resource that costs nothing to use or free.</summary>
internal sealed class Resource : ICountedResource
{
    public string Name { get; } = "resource";

    public int Read() => Name.Length;

    public void Free()
    {
    }
}
