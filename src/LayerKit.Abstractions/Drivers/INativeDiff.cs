using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can say what a layer changed against another.</summary>
public interface INativeDiff
{
    /// <summary>What <paramref name="id"/> has that <paramref name="parent"/> has not, or has otherwise, sorted by path bytes.</summary>
    /// <param name="id">A committed layer, an init layer or an RW layer.</param>
    /// <param name="parent">What to compare with; null for nothing, so that everything is added.</param>
    /// <param name="token">Ends the walk with <see cref="OperationCanceledException"/>.</param>
    /// <remarks>Directories above a change are reported as modified. An unreadable file is an error, never a shorter list.</remarks>
    IReadOnlyList<Change> Changes(CacheId id, CacheId? parent, CancellationToken token);
}
