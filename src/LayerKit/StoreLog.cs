using Microsoft.Extensions.Logging;

namespace LayerKit;

/// <summary>What a store logs; event ids are stable.</summary>
internal static partial class StoreLog
{
    [LoggerMessage(1, LogLevel.Information, "Opened store {Root} with driver {Driver} and metadata store {MetadataStore}")]
    public static partial void Opened(this ILogger logger, string root, string driver, string metadataStore);

    [LoggerMessage(2, LogLevel.Debug, "Registered layer {ChainId} with DiffID {DiffId}, {Size} bytes, as {CacheId}")]
    public static partial void Registered(this ILogger logger, object chainId, object diffId, long size, object cacheId);

    [LoggerMessage(3, LogLevel.Debug, "Removed layer {ChainId}, cache id {CacheId}")]
    public static partial void Removed(this ILogger logger, object chainId, object cacheId);

    [LoggerMessage(4, LogLevel.Warning, "Record {Record} is damaged and set aside: {Reason}")]
    public static partial void Quarantined(this ILogger logger, string record, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Undoing a failed operation left something for the next recovery")]
    public static partial void UndoFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "Content {CacheId} could not be removed and is left for the next recovery")]
    public static partial void RemovalFailed(this ILogger logger, object cacheId, Exception exception);

    [LoggerMessage(7, LogLevel.Information, "Recovery removed {CacheId}, left by a process that was killed")]
    public static partial void Recovered(this ILogger logger, object cacheId);

    [LoggerMessage(8, LogLevel.Warning, "Store {Root} closed while {Count} handles are in use")]
    public static partial void ClosedWithHandles(this ILogger logger, string root, int count);

    [LoggerMessage(9, LogLevel.Warning, "Leak of a {Handle}, whose reference was returned: {Leak}")]
    public static partial void Leaked(this ILogger logger, string handle, string leak);

    [LoggerMessage(10, LogLevel.Warning, "{Driver}: {Warning}")]
    public static partial void DriverWarned(this ILogger logger, string driver, string warning);

    [LoggerMessage(11, LogLevel.Warning, "{CacheId} could not be unmounted and is left for the next recovery")]
    public static partial void UnmountFailed(this ILogger logger, object cacheId, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Work that went on after its caller cancelled it has failed")]
    public static partial void AbandonedFailed(this ILogger logger, Exception exception);
}
