namespace LayerKit.Generators.Tests.Analyzers;

/// <content>Plugins and hosts.</content>
internal static partial class RuleCases
{
    private static RuleCase[] Plugins =>
    [
        new(
            "LK1001",
            """
            [LayerDriver("abstract")] public abstract class /*LK1001*/Abstract : Driver;
            [LayerDriver("generic")] public sealed class /*LK1001*/Generic<T> : Driver;
            public static class Outer { [MetadataStore("hidden")] private sealed class /*LK1001*/Hidden : Store; }
            """,
            """
            [LayerDriver("plain")] public sealed class Plain : Driver;
            [LayerDriver("quiet", Priority = 1)] internal class Quiet : Driver;
            public static class Outer { [MetadataStore("nested")] public sealed class Nested : Store; }
            """),
        new(
            "LK1002",
            """
            [LayerDriver("none")] public sealed class /*LK1002*/None;
            [MetadataStore("other")] public sealed class /*LK1002*/Other : Driver;
            """,
            """
            [LayerDriver("own")] public sealed class Own : Driver, ILayerDriver;
            [MetadataStore("derived")] public sealed class Derived : Store;
            """),
        new(
            "LK1003",
            """
            [LayerDriver("two")] public sealed class /*LK1003*/Two : Driver { public Two(DriverContext context) { } public Two(TimeProvider time) { } }
            [LayerDriver("private", Priority = 1)] public sealed class /*LK1003*/Private : Driver { private Private() { } }
            """,
            """
            [LayerDriver("marked")] public sealed class Marked : Driver { [DriverConstructor] public Marked(DriverContext context) { } public Marked(TimeProvider time) { } }
            [LayerDriver("longest", Priority = 1)] public sealed class Longest : Driver { public Longest() { } public Longest(DriverContext context) { } }
            """),
        new(
            "LK1004",
            """
            [LayerDriver(/*LK1004*/"Overlay 2")] public sealed class Upper : Driver;
            [LayerDriver("good", Priority = 1, Aliases = [/*LK1004*/"-bad"])] public sealed class Alias : Driver;
            """,
            """
            [LayerDriver("overlay2", Aliases = ["overlay-fs", "9p_fs"])] public sealed class Lower : Driver;
            """),
        new(
            "LK1005",
            """
            [LayerDriver("number")] public sealed class Number(int /*LK1005*/size) : Driver { public int Size => size; }
            [MetadataStore("driver")] public sealed class Wrong(DriverContext /*LK1005*/context) : Store { public string Root => context.Root; }
            """,
            """
            public sealed class Settings { [DriverOption("size")] public ByteSize Size { get; init; } }
            [LayerDriver("all")]
            public sealed class All(DriverContext context, Settings settings, TimeProvider? time, Microsoft.Extensions.Logging.ILogger<All>? log, IComparable<string>? service) : Driver
            {
                public object?[] Everything => [context, settings, time, log, service];
            }
            """),
        new(
            "LK1006",
            """
            [LayerDriver("same")] public sealed class First : Driver;
            [/*LK1006*/LayerDriver("same", Priority = 1)] public sealed class Second : Driver;
            """,
            """
            [LayerDriver("same")] public sealed class First : Driver;
            [MetadataStore("same")] public sealed class Second : Store;
            """),
        new(
            "LK1008",
            """
            [LayerDriverHost] public static partial class /*LK1008*/Empty;
            """,
            """
            [LayerDriverHost] public static partial class Full;
            [LayerDriver("own")] public sealed class Own : Driver;
            """),
        new(
            "LK1009",
            """
            [LayerDriverHost] public static partial class Drivers;
            [LayerDriver("first", Priority = 3)] public sealed class First : Driver;
            [/*LK1009*/LayerDriver("second", Priority = 3)] public sealed class Second : Driver;
            """,
            """
            [LayerDriverHost] public static partial class Drivers;
            [LayerDriver("first", Priority = 3)] public sealed class First : Driver;
            [LayerDriver("second", Priority = 2)] public sealed class Second : Driver;
            [MetadataStore("third", Priority = 2)] public sealed class Third : Store;
            """),
        new(
            "LK1010",
            """
            [LayerDriverHost] public static class /*LK1010*/NotPartial;
            [LayerDriverHost] public sealed partial class /*LK1010*/NotStatic;
            public static class Outer { [LayerDriverHost] public static partial class /*LK1010*/Nested; }
            """,
            """
            [LayerDriverHost] internal static partial class Drivers;
            [LayerDriver("own")] public sealed class Own : Driver;
            """),
    ];
}
