using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can write the entries of a layer into an RW layer, without a mount.</summary>
public interface IApplyDiff
{
    /// <summary>Starts to change an RW layer as if a process did it through a mount.</summary>
    /// <remarks>
    /// Whiteouts and opaque directories hide what the RW layer shows at that moment, whichever layer it is from; entries of this writer stay. There is no undo:
    /// a writer disposed without <see cref="ILayerWriter.Commit"/> leaves what it did until then.
    /// </remarks>
    /// <param name="id">An RW layer; the store sees to it that it is neither mounted nor written to by anybody else meanwhile.</param>
    /// <param name="token">Ends long work with <see cref="OperationCanceledException"/>.</param>
    /// <returns>A writer that the caller disposes.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such RW layer.</exception>
    ILayerWriter ApplyDiff(CacheId id, CancellationToken token);
}
