namespace LayerKit.Generators.Tests.Analyzers;

/// <content>Options.</content>
internal static partial class RuleCases
{
    private static RuleCase[] Options =>
    [
        new(
            "LK1101",
            """
            public sealed class Settings
            {
                [DriverOption("where")] public Uri? /*LK1101*/Where { get; init; }
                [DriverOption("map")] public Dictionary<string, string> /*LK1101*/Map { get; init; } = [];
            }
            """,
            """
            public enum Level { Low, High }
            public sealed class Settings
            {
                [DriverOption("size")] public ByteSize? Size { get; init; }
                [DriverOption("wait")] public TimeSpan Wait { get; init; }
                [DriverOption("level")] public Level Level { get; init; }
                [DriverOption("levels")] public List<Level> Levels { get; init; } = [];
                [DriverOption("names")] public string[] Names { get; init; } = [];
                [DriverOption("id")] public Guid Id { get; init; }
                [DriverOption("mode")] public System.IO.UnixFileMode Mode { get; init; }
            }
            """),
        new(
            "LK1102",
            """
            public sealed class Settings
            {
                [DriverOption("size")] public int First { get; init; }
                [DriverOption(/*LK1102*/"size")] public int Second { get; init; }
                [DriverOption("limit", Aliases = [/*LK1102*/"size"])] public int Third { get; init; }
            }
            """,
            """
            public sealed class Settings
            {
                [DriverOption("size")] public int First { get; init; }
                [DriverOption("max_size", Aliases = ["limit"])] public int Second { get; init; }
            }
            """),
        new(
            "LK1103",
            """
            public sealed class Settings
            {
                [DriverOption("size")] public int /*LK1103*/Size { get; }
                [DriverOption("level")] public int /*LK1103*/Level { get; private set; }
            }
            """,
            """
            public sealed class Settings
            {
                [DriverOption("size")] public int Size { get; init; }
                [DriverOption("level")] public required int Level { get; set; }
                [DriverOption("inner")] public int Inner { get; internal set; }
            }
            """),
        new(
            "LK1104",
            """
            public sealed class Settings
            {
                [DriverOption(/*LK1104*/"maxSize")] public int Size { get; init; }
                [DriverOption("level", Aliases = [/*LK1104*/"the-level"])] public int Level { get; init; }
                [DriverOption(/*LK1104*/"zip_speed")] public int Speed { get; init; }
            }
            [LayerDriver("zip")] public sealed class Zip(Settings settings) : Driver { public int Size => settings.Size; }
            """,
            """
            public sealed class Settings
            {
                [DriverOption("max_size")] public int Size { get; init; }
                [DriverOption("zip")] public int Speed { get; init; }
            }
            [LayerDriver("zip")] public sealed class Zip(Settings settings) : Driver { public int Size => settings.Size; }
            """),
        new(
            "LK1105",
            """
            public sealed class Settings
            {
                [DriverOption("size", Min = 1)] public int Size { get; init; } = /*LK1105*/0;
                [DriverOption("level", Max = 9)] public int Level { get; init; } = /*LK1105*/10;
                [DriverOption("speed", Min = 1)] public double /*LK1105*/Speed { get; init; }
                [DriverOption("limit", Min = 4096)] public ByteSize Limit { get; init; } = /*LK1105*/new ByteSize(1);
                [DriverOption("wait", Max = 60)] public TimeSpan Wait { get; init; } = /*LK1105*/TimeSpan.FromMinutes(2);
            }
            """,
            """
            public sealed class Settings
            {
                [DriverOption("size", Min = 1)] public int Size { get; init; } = 1;
                [DriverOption("level", Min = 1)] public int? Level { get; init; }
                [DriverOption("speed", Min = 1)] public required double Speed { get; init; }
                [DriverOption("rate", Min = 1, Required = true)] public double Rate { get; init; }
                [DriverOption("wait", Max = 60)] public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(59);
                [DriverOption("limit", Min = 0)] public ByteSize Limit { get; init; }
                [DriverOption("names", Min = 1)] public string[] Names { get; init; } = [];
            }
            """),
        new(
            "LK1106",
            """
            public sealed class Settings
            {
                [DriverOption("password", Secret = true)] public string? Password { get; init; }
                public override string ToString() => "password=" + /*LK1106*/Password;
            }
            [LayerDriver("vault")] public sealed class Vault(Settings settings) : Driver
            {
                public override DriverStatus Status => [("Password", /*LK1106*/settings.Password ?? "none")];
            }
            """,
            """
            public sealed class Settings
            {
                [DriverOption("password", Secret = true)] public string? Password { get; init; }
                [DriverOption("user")] public string? User { get; init; }
            }
            [LayerDriver("vault")] public sealed class Vault(Settings settings) : Driver
            {
                public override DriverStatus Status => [("User", settings.User ?? "none"), ("Password", settings.Password is null || string.IsNullOrEmpty(settings.Password) ? "no" : "yes")];
                public int Length => settings.Password?.Length ?? 0;
            }
            """),
    ];
}
