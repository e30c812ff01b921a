using LayerKit.Identity;

namespace LayerKit.Drivers;

/// <summary>A driver that can make plain files of a layer and those below it.</summary>
public interface ICheckout
{
    /// <summary>Writes the merged tree of a layer, whiteouts carried out. What is done to the files afterwards does not reach the layer.</summary>
    /// <param name="id">A committed layer.</param>
    /// <param name="directory">Where: an empty directory, or one that is made. It belongs to the caller afterwards.</param>
    /// <param name="token">Ends the work with <see cref="OperationCanceledException"/> and nothing left behind.</param>
    /// <returns>What our rights or the file system did not allow, sorted by path bytes.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such layer.</exception>
    /// <exception cref="IOException">The directory is not empty, or cannot be written.</exception>
    IReadOnlyList<CheckoutOmission> Checkout(CacheId id, string directory, CancellationToken token);
}
