using LayerKit.References;

namespace LayerKit.Benchmarks.References;

/// <summary>A generated handle.</summary>
[RefCountedHandle(typeof(Resource))]
internal sealed partial class ResourceHandle
{
    public partial string Name { get; }

    public partial int Read();
}
