namespace LayerKit.MSBuild.Contents;

/// <summary>Tells programs by their first bytes, where files have no execute bit.</summary>
internal static class ProgramFile
{
    /// <summary>Whether a file is an ELF object or starts with <c>#!</c>.</summary>
    public static bool StartsLikeOne(FileInfo file)
    {
        Span<byte> start = stackalloc byte[4];
        using FileStream stream = file.OpenRead();
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start is [0x7f, (byte)'E', (byte)'L', (byte)'F'] or [(byte)'#', (byte)'!', ..];
    }
}
