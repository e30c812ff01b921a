namespace LayerKit.Cli.Output;

/// <summary>Numbers of things, in words.</summary>
internal static class Quantity
{
    public static string Of(long count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";
}
