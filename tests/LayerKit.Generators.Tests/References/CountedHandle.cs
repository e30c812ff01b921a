using LayerKit.References;

namespace LayerKit.Generators.Tests.References;

/// <summary>A handle that the generator completes while the tests are compiled.</summary>
[RefCountedHandle(typeof(Counted))]
internal sealed partial class CountedHandle
{
    public partial string Name { get; }

    public partial int Freed { get; }

    public partial int Use();

    public partial Task<int> UseAsync();

    public partial IEnumerable<int> Uses();

    public partial Stream Open();

    public partial Stream Broken();

    public static CountedHandle Of(Counted resource, HandleTracker? tracker = null) => Adopt(new RefCell<Counted>(resource, tracker ?? new HandleTracker()));
}
