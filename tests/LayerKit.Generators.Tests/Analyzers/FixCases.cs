namespace LayerKit.Generators.Tests.Analyzers;

/// <summary>One case for each fix.</summary>
internal static class FixCases
{
    public static IReadOnlyList<FixCase> All { get; } = [.. Declarations, .. Plugins, .. Uses];

    private static FixCase[] Declarations =>
    [
        new("LK1001", "Make it public and sealed", "[LayerDriver(\"a\")] abstract class A : Driver;", "[LayerDriver(\"a\")] public sealed class A : Driver;"),
        new(
            "LK1010",
            "Make it static and partial",
            "[LayerDriverHost] internal sealed class Hosts; [LayerDriver(\"a\")] public sealed class A : Driver;",
            "[LayerDriverHost] internal static partial class Hosts;"),
        new("LK2001", "Make it sealed and partial", "[RefCountedHandle(typeof(Resource))] public class H;", "[RefCountedHandle(typeof(Resource))] public sealed partial class H;"),
        new(
            "LK2002",
            "Make it a sealed partial class",
            "[RefCountedHandle(typeof(Resource))] public readonly partial struct H { }",
            "[RefCountedHandle(typeof(Resource))] public sealed partial class H { }"),
        new(
            "LK2003",
            "Remove the base class Root",
            "public class Root; [RefCountedHandle(typeof(Resource))] public sealed partial class H : Root { }",
            "public sealed partial class H { }"),
        new("LK2003", "Remove the finalizer", "[RefCountedHandle(typeof(Resource))] public sealed partial class H\n{\n    ~H() { }\n}", "public sealed partial class H\n{\n    \n}"),
        new(
            "LK2003",
            "Remove the method",
            "[RefCountedHandle(typeof(Resource))] public sealed partial class H\n{\n    public new void Dispose() { }\n}",
            "public sealed partial class H\n{\n    \n}"),
        new(
            "LK2004",
            "Add Measure to Sized",
            "public class Sized : Resource { } [RefCountedHandle(typeof(Sized))] public sealed partial class H { public partial int Measure(bool deep); }",
            "public int Measure(bool deep)"),
        new(
            "LK2005",
            "Return a Lease",
            "[RefCountedHandle(typeof(Resource))] public sealed partial class H { public Resource Raw => Guard(_cell); }",
            "public Lease<Resource> Raw() => Borrow(_cell);"),
    ];

    private static FixCase[] Plugins =>
    [
        new("LK1002", "Implement ILayerDriver", "[LayerDriver(\"a\")] public sealed class A { }", "public ILayerContent Open(CacheId id)"),
        new(
            "LK1003",
            "Call A(DriverContext)",
            "[LayerDriver(\"a\")] public sealed class A : Driver { public A(DriverContext c) { } public A(TimeProvider t) { } }",
            "[DriverConstructor]"),
        new("LK1004", "Write \"overlay-2\"", "[LayerDriver(\"Overlay 2\")] public sealed class A : Driver;", "[LayerDriver(\"overlay-2\")]"),
        new(
            "LK1005",
            "Change the type to MetadataContext",
            "[MetadataStore(\"a\")] public sealed class A(DriverContext context) : Store { public string Root => context.Root; }",
            "public sealed class A(MetadataContext context) : Store"),
        new(
            "LK1006",
            "Exclude B.A1Registration",
            "[LayerDriverHost(Exclude = [\"x\"])] public static partial class Hosts; namespace A { [LayerDriver(\"s\")] public sealed class A1 : Driver; } namespace B { [LayerDriver(\"s\", Priority = 1)] public sealed class A1 : Driver; }",
            "[LayerDriverHost(Exclude = [\"x\", \"B.A1Registration\"])]"),
        new(
            "LK1009",
            "Set Priority to -1",
            "[LayerDriverHost] public static partial class Hosts; [LayerDriver(\"a\")] public sealed class A : Driver; [LayerDriver(\"b\")] public sealed class B : Driver;",
            "[LayerDriver(\"b\", Priority = -1)]"),
        new("LK1101", "Change the type to string", "public class S { [DriverOption(\"a\")] public Uri A { get; init; } = null!; }", "public string A { get; init; }"),
        new("LK1101", "Change the type to ByteSize", "public class S { [DriverOption(\"a\")] public object A { get; init; } = default; }", "public ByteSize A { get; init; }"),
        new("LK1103", "Add init", "public class S { [DriverOption(\"a\")] public int A { get; private set; } }", "public int A { get; init; }"),
        new("LK1104", "Write \"max_size\"", "public class S { [DriverOption(\"maxSize\")] public int A { get; init; } }", "[DriverOption(\"max_size\")]"),
    ];

    private static FixCase[] Uses =>
    [
        new("LK2101", "Declare it with using", Method("long", "Layer l = store.Get(id); return l.Size;"), "using Layer l = store.Get(id);"),
        new("LK2101", "Declare it with await using", Method("async Task", "Layer l = store.Get(id); await Task.Yield(); _ = l.Size;"), "await using Layer l = store.Get(id);"),
        new("LK2103", "Remove the second release", Method("void", "Layer l = store.Get(id); l.Dispose(); l.Dispose();"), "Layer l = store.Get(id); l.Dispose();"),
        new("LK2107", "Declare it with using", Method("void", "store.Get(id);"), "using var layer = store.Get(id);"),
        new("LK2107", "Declare it with await using", Method("async Task", "_ = store.Get(id); await Task.Yield();"), "await using var layer = store.Get(id);"),
        new("LK2107", "Remove the call", Method("void", "_ = store.Get(id); _ = store;"), "void M(LayerStore store, ChainId id) {  _ = store; }"),
        new("LK2109", "Use await using", Method("async Task", "using Layer l = store.Get(id); await Task.Yield();"), "await using Layer l = store.Get(id);"),
        new("LK2109", "Use await using", Method("async Task", "using (Layer l = store.Get(id)) { await Task.Yield(); }"), "await using (Layer l = store.Get(id))"),
        new("LK2109", "Await DisposeAsync", Method("async Task", "Layer l = store.Get(id); l.Dispose(); await Task.Yield();"), "await l.DisposeAsync();"),
        new("LK2105", "Implement IDisposable", "public sealed class K { private readonly Layer? _l; public K(Layer l) => _l = l; }", "_l?.Dispose();"),
        new("LK2105", "Implement IDisposable", "public sealed class K { private readonly List<Layer> _l = []; public void Add(Layer l) => _l.Add(l); }", "foreach (var held in _l)"),
        new("LK2105", "Implement IDisposable", "public sealed class K { public Dictionary<string, RWLayer> All { get; } = []; }", "foreach (var held in All.Values)"),
    ];

    private static string Method(string type, string body) => $"public static class C {{ public static {type} M(LayerStore store, ChainId id) {{ {body} }} }}";
}
