using LayerKit.Drivers;
using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.References;

namespace LayerKit;

/// <content>Checkout: a chain as plain files, without a mount.</content>
public sealed partial class LayerStore
{
    /// <summary>Writes the merged tree of a layer and those below it as plain files. What is done to them afterwards does not reach the store.</summary>
    /// <param name="chainId">The layer on top.</param>
    /// <param name="directory">An empty directory, or one that is made. It belongs to the caller afterwards.</param>
    /// <param name="cancellationToken">Completes the call at once; what was written is removed behind it.</param>
    /// <returns>What our rights or the file system did not allow, sorted by path bytes.</returns>
    /// <exception cref="LayerNotFoundException">There is no such layer.</exception>
    /// <exception cref="LayerCorruptException">Its record or its content is damaged.</exception>
    /// <exception cref="DriverNotSupportedException">The driver cannot check layers out.</exception>
    /// <exception cref="DriverException">The driver failed.</exception>
    /// <exception cref="IOException">The directory is not empty.</exception>
    public Task<IReadOnlyList<CheckoutOmission>> CheckoutAsync(ChainId chainId, string directory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ThrowIfClosed();
        string target = Path.GetFullPath(directory);
        return _work.RunAsync(point => Checkout(chainId, target, point.Token), cancellationToken);
    }

    private IReadOnlyList<CheckoutOmission> Checkout(ChainId chainId, string target, CancellationToken token)
    {
        ICheckout driver = _driver as ICheckout ?? throw new DriverNotSupportedException(DriverName, "it cannot check layers out; 'content' can");
        RefCell<LayerHold> hold = HoldOrThrow(chainId);
        try
        {
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
            {
                throw new IOException($"{target} is not empty: check out into a new directory");
            }

            return CheckOut(driver, hold.Value.Node, target, token);
        }
        finally
        {
            hold.Release();
        }
    }

    private IReadOnlyList<CheckoutOmission> CheckOut(ICheckout driver, LayerNode node, string target, CancellationToken token)
    {
        try
        {
            return driver.Checkout(node.CacheId, target, token);
        }
        catch (Exception e) when (StoreCalls.IsForeign(e))
        {
            throw e is InvalidDataException or FileNotFoundException
                ? new LayerCorruptException(node.ChainId, $"the driver cannot read its content back: {e.Message}", e)
                : _calls.DriverFault("check out", node.ChainId, e);
        }
    }
}
