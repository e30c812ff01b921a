namespace LayerKit.Cli.Output;

/// <summary>A file that appears, or replaces the one there, only when all of it was written.</summary>
internal static class OutputFile
{
    /// <summary>Has a file written beside <paramref name="path"/> and renames it over when that succeeds; otherwise it is removed.</summary>
    public static async Task<T> WriteAsync<T>(string path, Func<Stream, Task<T>> write)
    {
        string target = Resolve(Path.GetFullPath(path));
        ThrowIfUnfit(path);
        string part = $"{target}.{Path.GetRandomFileName()}.part";
        FileStream output = new(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            T result;
            await using (output)
            {
                result = await write(output);
            }

            File.Move(part, target, overwrite: true);
            return result;
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static string Resolve(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>Refuses what a file cannot take the place of.</summary>
    public static void ThrowIfUnfit(string path)
    {
        string target = Resolve(Path.GetFullPath(path));
        string? reason =
            Directory.Exists(target) ? "it is a directory"
            : IsDevice(target) ? "it is a device; redirect standard output instead"
            : !Directory.Exists(Path.GetDirectoryName(target)) ? "its directory does not exist"
            : null;
        if (reason is not null)
        {
            throw new CommandFailedException(ExitCodes.Failed, $"cannot write {path}: {reason}");
        }
    }

    // A rename would replace /dev/null with a file, and /dev/stdout leads to /proc. /dev/shm holds files.
    private static bool IsDevice(string target) =>
        !target.StartsWith("/dev/shm/", StringComparison.Ordinal)
        && (target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal));
}
