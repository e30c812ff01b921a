using LayerKit.Errors;

namespace LayerKit.Images.Writing;

/// <summary>What the file system says when an output is written, in words that name the output.</summary>
internal static class Output
{
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public static void Guard(string path, Action write) => Guard(path, () =>
    {
        write();
        return true;
    });

    /// <inheritdoc cref="Guard(string, Action)"/>
    public static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageNotWrittenException(path, e.Message, e);
        }
    }
}
