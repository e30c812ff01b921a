using LayerKit.Drivers;

namespace LayerKit.Cli.Json;

/// <summary>One line of <c>changes</c> and <c>diff</c>; the kind is A, M or D.</summary>
internal sealed record ChangedPath(string Kind, string Path)
{
    public static ChangedPath Of(Change change) => new(
        change.Kind switch
        {
            ChangeKind.Added => "A",
            ChangeKind.Deleted => "D",
            _ => "M",
        },
        change.Path);
}
