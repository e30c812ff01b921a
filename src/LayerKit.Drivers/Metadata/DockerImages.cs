using System.Collections.Concurrent;
using System.Text.Json;
using LayerKit.Identity;

namespace LayerKit.Drivers.Metadata;

/// <summary>Which layers the images of a Docker data root are made of: <c>imagedb/content/sha256</c>, read as moby's image/fs.go writes it.</summary>
internal sealed class DockerImages(string directory)
{
    // A file's name is the digest of its content, so what was read once stays right.
    private readonly ConcurrentDictionary<string, HashSet<ChainId>> _chains = new(StringComparer.Ordinal);

    /// <summary>The id of an image that is made of a layer, <c>sha256:</c> and digits; null when there is none.</summary>
    public string? With(ChainId chainId)
    {
        if (!Directory.Exists(directory))
        {
            return null;
        }

        foreach (string path in Directory.EnumerateFiles(directory))
        {
            string name = Path.GetFileName(path);
            if (_chains.GetOrAdd(name, _ => [.. ChainsOf(path)]).Contains(chainId))
            {
                return "sha256:" + name;
            }
        }

        return null;
    }

    /// <summary>The chain of an image's layers, each with those below it. Of a file that is no image's there are none: Docker passes it over too.</summary>
    private static List<ChainId> ChainsOf(string path)
    {
        List<ChainId> chains = [];
        foreach (DiffId diffId in DiffIdsOf(path))
        {
            chains.Add(ChainId.Of(chains.Count == 0 ? null : chains[^1], diffId));
        }

        return chains;
    }

    private static List<DiffId> DiffIdsOf(string path)
    {
        List<DiffId> diffIds = [];
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using JsonDocument image = JsonDocument.Parse(file);
            foreach (JsonElement element in image.RootElement.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray())
            {
                diffIds.Add(DiffId.Parse(element.GetString()!));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or FileNotFoundException)
        {
            return [];
        }

        return diffIds;
    }
}
