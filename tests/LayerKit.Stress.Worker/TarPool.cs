using System.Buffers;
using System.Text;
using LayerKit.Identity;
using LayerKit.TarSplit;

namespace LayerKit.Stress.Worker;

/// <summary>A few small tars, the same in every process, so that chains made of them collide all the time.</summary>
public static class TarPool
{
    private const long Mtime = 1_600_000_000;

    // Mostly small, so that many operations fit into a second; some with enough files for a removal to be interrupted.
    private static readonly int[] FileCounts = [1, 3, 3, 10, 40, 300];

    /// <summary>The tars.</summary>
    public static IReadOnlyList<byte[]> Tars { get; } = [.. FileCounts.Select(Make)];

    /// <summary>Their DiffIDs, in the same order.</summary>
    public static IReadOnlyList<DiffId> DiffIds { get; } = [.. Tars.Select(tar => DiffId.FromDigest(Digest.Compute(tar)))];

    /// <summary>The tar of a DiffID, or null when it is none of these.</summary>
    public static byte[]? Find(DiffId diffId) => DiffIds.Zip(Tars).Where(pair => pair.First == diffId).Select(pair => pair.Second).FirstOrDefault();

    /// <summary>Writes the tars to files of a directory, from which several processes register at once.</summary>
    public static void WriteTo(string directory)
    {
        for (int i = 0; i < Tars.Count; i++)
        {
            File.WriteAllBytes(PathIn(directory, i), Tars[i]);
        }
    }

    /// <summary>Where <see cref="WriteTo"/> puts a tar.</summary>
    public static string PathIn(string directory, int index) => Path.Combine(directory, $"pool-{index}.tar");

    /// <summary>A tar of small files.</summary>
    public static byte[] Make(int files, int seed)
    {
        ArrayBufferWriter<byte> tar = new();
        Add(tar, $"seed-{seed}/", TarTypeFlag.Directory, "");
        for (int file = 0; file < files; file++)
        {
            Add(tar, $"seed-{seed}/file-{file}", TarTypeFlag.File, $"{seed} {file} {new string('x', file % 700)}");
        }

        TarHeaderWriter.WriteEndMarker(tar);
        return tar.WrittenSpan.ToArray();
    }

    private static void Add(ArrayBufferWriter<byte> tar, string name, byte type, string content)
    {
        byte[] payload = Encoding.ASCII.GetBytes(content);
        TarMemberHeader header = new()
        {
            Name = Encoding.ASCII.GetBytes(name),
            TypeFlag = type,
            Mode = type == TarTypeFlag.Directory ? 0b111_101_101 : 0b110_100_100,
            Size = payload.Length,
            ModifiedSeconds = Mtime,
        };
        TarHeaderWriter.WriteHeader(tar, header);
        tar.Write(payload);
        TarHeaderWriter.WritePadding(tar, payload.Length);
    }
}
