using LayerKit.Errors;

namespace LayerKit;

/// <summary>The boundary to plugins: what a driver or metadata store throws becomes an error with plugin, operation and id.</summary>
internal sealed class StoreCalls(string root, string driver, string metadataStore)
{
    // ENOSPC and EDQUOT; .NET keeps the errno of Linux in HResult, and ERROR_DISK_FULL on Windows.
    private const int NoSpace = 28;
    private const int OverQuota = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Calls a driver.</summary>
    public T Driver<T>(string operation, object id, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (IsForeign(e))
        {
            throw DriverFault(operation, id, e);
        }
    }

    /// <inheritdoc cref="Driver{T}"/>
    public void Driver(string operation, object id, Action call) => Driver(operation, id, () => Run(call));

    /// <summary>Calls a metadata store.</summary>
    public T Metadata<T>(string operation, object id, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception e) when (IsForeign(e))
        {
            throw IsFull(e) ? Full(operation, id, e) : new MetadataStoreException(metadataStore, operation, id.ToString()!, e);
        }
    }

    /// <inheritdoc cref="Metadata{T}"/>
    public void Metadata(string operation, object id, Action call) => Metadata(operation, id, () => Run(call));

    /// <summary>The error for what a driver threw.</summary>
    public LayerKitException DriverFault(string operation, object id, Exception e) =>
        IsFull(e) ? Full(operation, id, e) : new DriverException(driver, operation, id.ToString()!, e);

    /// <summary>True for anything that does not already say what failed and why.</summary>
    public static bool IsForeign(Exception e) => e is not (LayerKitException or OperationCanceledException or OutOfMemoryException);

    private static bool IsFull(Exception e) => e is IOException { HResult: NoSpace or OverQuota or WindowsDiskFull };

    private static bool Run(Action call)
    {
        call();
        return true;
    }

    private StorageFullException Full(string operation, object id, Exception e) => new($"{operation} {id}", root, e);
}
