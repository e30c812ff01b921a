using System.Globalization;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Items;

/// <summary>Which files of an app are a layer of their own, and how far down it is.</summary>
/// <param name="Name">What is appended to the app's name.</param>
/// <param name="Order">Lower is further down. The built-in layers are 100 to 400.</param>
/// <param name="Takes">Whether a file belongs to it, by its path and what the SDK says of it.</param>
internal sealed record SplitRule(string Name, int Order, Func<string, ITaskItem, bool> Takes)
{
    private const int DefaultOrder = 350;

    private static readonly SplitRule Own = new("", 400, (_, _) => true);

    /// <summary>The runtime of a self-contained app, packages that were released, then what changes with the solution: projects and prereleases.</summary>
    public static IReadOnlyList<SplitRule> BuiltIn { get; } =
    [
        new("runtime", 100, (_, file) => IsRuntime(file)),
        new("packages", 200, (_, file) => !IsRuntime(file) && PackageVersion(file) is { Length: > 0 } version && !version.Contains('-', StringComparison.Ordinal)),
        new("projects", 300, (_, file) => !IsRuntime(file) && (PackageVersion(file).Contains('-', StringComparison.Ordinal) || IsOfAProject(file))),
        Own,
    ];

    /// <summary>Whether it takes what no other rule does.</summary>
    public bool IsOwn => this == Own;

    /// <exception cref="ItemFault">The rule has no pattern, or an order that is no number.</exception>
    public static SplitRule Parse(ITaskItem item)
    {
        Glob[] match = [.. ItemValues.List(item, ItemMetadata.Match).Select(pattern => new Glob(pattern))];
        string order = item.GetMetadata(ItemMetadata.Order);
        return match.Length == 0 ? throw ItemValues.Bad(item, ItemMetadata.Match, "", "patterns for paths of published files, such as models/**")
            : order.Length == 0 ? new SplitRule(item.ItemSpec, DefaultOrder, Matches)
            : int.TryParse(order, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < Own.Order ? new SplitRule(item.ItemSpec, number, Matches)
            : throw ItemValues.Bad(item, ItemMetadata.Order, order, "a number below 400");

        bool Matches(string path, ITaskItem file) => match.Any(glob => glob.Matches(path));
    }

    private static bool IsRuntime(ITaskItem file) => file.GetMetadata(ItemMetadata.NuGetPackageId).Contains(".App.Runtime.", StringComparison.OrdinalIgnoreCase);

    private static string PackageVersion(ITaskItem file) => file.GetMetadata(ItemMetadata.NuGetPackageVersion);

    private static bool IsOfAProject(ITaskItem file) => file.GetMetadata(ItemMetadata.ReferenceSourceTarget) == "ProjectReference";
}
