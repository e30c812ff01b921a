using System.Buffers;
using System.Text;
using LayerKit.TarSplit;

namespace LayerKit.Images.Archives;

/// <summary>The tar of an archive: sorted, owned by 0:0, of 1970. What it will be is known before a byte of it is written.</summary>
internal static class ImageTar
{
    private const int FileMode = 0b110_100_100;
    private const int DirectoryMode = 0b111_101_101;

    /// <summary>The pieces of the tar one after the other; each is opened when it is reached, and whoever asked disposes it.</summary>
    public static IEnumerable<Stream> Pieces(IEnumerable<ArchiveFile> files)
    {
        string directory = "";
        foreach (ArchiveFile file in files.DistinctBy(file => file.Name).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            string above = file.Name[..(file.Name.LastIndexOf('/') + 1)];
            if (above != directory)
            {
                yield return Blocks(output => WriteDirectories(output, above));
                directory = above;
            }

            yield return Blocks(output => WriteHeader(output, file.Name, TarTypeFlag.File, FileMode, file.Length));
            yield return file.Open();
            yield return Blocks(output => TarHeaderWriter.WritePadding(output, file.Length));
        }

        yield return Blocks(TarHeaderWriter.WriteEndMarker);
    }

    private static void WriteDirectories(ArrayBufferWriter<byte> output, string path)
    {
        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            WriteHeader(output, path[..(slash + 1)], TarTypeFlag.Directory, DirectoryMode, 0);
        }
    }

    private static void WriteHeader(ArrayBufferWriter<byte> output, string name, byte type, int mode, long size) =>
        TarHeaderWriter.WriteHeader(output, new TarMemberHeader { Name = Encoding.UTF8.GetBytes(name), TypeFlag = type, Mode = mode, Size = size });

    private static MemoryStream Blocks(Action<ArrayBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> blocks = new();
        write(blocks);
        return new MemoryStream(blocks.WrittenSpan.ToArray(), writable: false);
    }
}
