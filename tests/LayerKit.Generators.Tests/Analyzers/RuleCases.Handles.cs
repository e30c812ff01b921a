namespace LayerKit.Generators.Tests.Analyzers;

/// <content>Declarations of handles.</content>
internal static partial class RuleCases
{
    private static RuleCase[] Handles =>
    [
        new(
            "LK2001",
            """
            [RefCountedHandle(typeof(Resource))] public partial class /*LK2001*/Open;
            [RefCountedHandle(typeof(Resource))] public sealed class /*LK2001*/Whole;
            [RefCountedHandle(typeof(Resource))] public sealed partial class /*LK2001*/Generic<T>;
            public static partial class Outer { [RefCountedHandle(typeof(Resource))] public sealed partial class /*LK2001*/Nested; }
            """,
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Handle { public partial string Name { get; } }
            """),
        new(
            "LK2002",
            """
            [RefCountedHandle(typeof(Resource))] public partial struct /*LK2002*/Copied;
            """,
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Counted;
            public readonly struct Plain;
            """,
            IsBroken: true),
        new(
            "LK2003",
            """
            public class Root;
            [RefCountedHandle(typeof(Resource))] public sealed partial class Derived : /*LK2003*/Root;
            [RefCountedHandle(typeof(Resource))] public sealed partial class Disposes { public void /*LK2003*/Dispose() { } ~/*LK2003*/Disposes() { } }
            """,
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Handle : IComparable<Handle> { public int CompareTo(Handle? other) => 0; }
            """,
            IsBroken: true),
        new(
            "LK2004",
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Handle
            {
                public partial string /*LK2004*/Title { get; }
                public partial int /*LK2004*/Measure(bool deep);
            }
            """,
            """
            public sealed class Sized : Resource { public int Measure(bool deep) => deep ? 2 : 1; }
            [RefCountedHandle(typeof(Sized))] public sealed partial class Handle
            {
                public partial string Name { get; }
                public partial int Measure(bool deep);
            }
            """,
            IsBroken: true),
        new(
            "LK2005",
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Handle
            {
                public Resource /*LK2005*/Raw => Guard(_cell);
                internal System.Threading.Tasks.Task<Resource> /*LK2005*/RawAsync() => System.Threading.Tasks.Task.FromResult(Guard(_cell));
            }
            """,
            """
            [RefCountedHandle(typeof(Resource))] public sealed partial class Handle
            {
                public Lease<Resource> Use() => Borrow(_cell);
                public string Title => Guard(_cell).Name;
                private Resource Own => Guard(_cell);
                public string Again => Own.Name;
            }
            """),
    ];
}
