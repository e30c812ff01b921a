using LayerKit.Generators.Models;

namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>What a variable or expression holds on one path.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Id">The number of the handle or collection; 0 where it is none.</param>
/// <param name="Uses">The handles that a deferred value uses.</param>
internal readonly record struct FlowValue(FlowValueKind Kind, int Id = 0, EquatableArray<int> Uses = default)
{
    public static FlowValue Unknown => default;

    public bool IsHandle => Kind == FlowValueKind.Handle;

    public bool IsCollection => Kind == FlowValueKind.Collection;

    /// <summary>True for a value that cannot be null.</summary>
    public bool IsSomething => Kind is not (FlowValueKind.Unknown or FlowValueKind.Null);

    public static FlowValue Handle(int id) => new(FlowValueKind.Handle, id);

    public static FlowValue Of(bool value) => new(value ? FlowValueKind.True : FlowValueKind.False);

    public static FlowValue Deferred(IEnumerable<int> uses)
    {
        int[] ids = [.. uses.Distinct().OrderBy(id => id)];
        return ids.Length == 0 ? default : new(FlowValueKind.Deferred, 0, new(ids));
    }
}
