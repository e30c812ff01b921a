namespace LayerKit.Generators.Tests;

/// <summary>Code of users, from the Samples folder.</summary>
internal static class Sample
{
    public static string EveryOption { get; } = Read("EveryOption.txt");

    public static string Memory { get; } = Read("Memory.txt");

    public static string Handle { get; } = Read("Handle.txt");

    public static string Stubs { get; } = Read("Stubs.txt");

    public static string Misuse { get; } = Read("Misuse.txt");

    public static string Correct { get; } = Read("Correct.txt");

    public static string Host { get; } = "[LayerKit.Registration.LayerDriverHost] internal static partial class MyDrivers;";

    /// <summary>The codes of rules with a sample.</summary>
    public static IEnumerable<string> Rules => typeof(Sample).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("LK", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).OfType<string>();

    public static string Rule(string id) => Read(id + ".txt");

    public static string Driver(string name, string space) =>
        Read("Small.txt").Replace("NAMESPACE", space, StringComparison.Ordinal).Replace("NAME", name, StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Sample).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
