namespace LayerKit.Generators.Analyzers.Flow;

/// <summary>Where in the control flow an operation is.</summary>
/// <param name="IsCleanup">True in finally and catch, where a second Dispose is caution and no mistake.</param>
/// <param name="Throw">Follows an exception from here; returns the handles that it leaves behind, still owned, when nobody catches it.</param>
internal sealed record PathPlace(bool IsCleanup, Func<FlowState, IReadOnlyCollection<int>> Throw)
{
    public static PathPlace Nowhere { get; } = new(false, _ => []);
}
