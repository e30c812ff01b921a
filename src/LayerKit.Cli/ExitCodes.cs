using LayerKit.Errors;

namespace LayerKit.Cli;

/// <summary>What the exit status says. Scripts rely on the numbers.</summary>
internal static class ExitCodes
{
    public const int Failed = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int Conflict = 4;
    public const int Corrupt = 5;
    public const int NotSupported = 6;

    /// <summary>What shells report of a program that SIGINT ended.</summary>
    public const int Interrupted = 130;

    public static int Of(Exception exception) => exception switch
    {
        CommandFailedException failed => failed.ExitCode,
        OperationCanceledException => Interrupted,
        DriverOptionException or UnknownPluginException => Usage,
        ImageConfigException or ImageNameException or ImageFormatException => Usage,
        LayerNotFoundException or RWLayerNotFoundException or PinNotFoundException or StoreNotFoundException => NotFound,
        LayerInUseException or RWLayerInUseException or RWLayerNameConflictException or NotMountedException => Conflict,
        StoreLockedException or StoreMismatchException or DockerRunningException => Conflict,
        LayerCorruptException or MetadataCorruptException or DigestMismatchException => Corrupt,
        MalformedTarException or CompressionException => Corrupt,
        DriverNotSupportedException or StoreFormatException or StoreNotWritableException or StoreReadOnlyException => NotSupported,
        PlatformNotSupportedException => NotSupported,
        _ => Failed,
    };
}
