using System.Text.Json.Nodes;
using LayerKit.Identity;

namespace LayerKit.Docker.Tests;

/// <summary>What <c>docker save</c> gave of an image, unpacked.</summary>
internal sealed class SavedImage
{
    /// <summary>Paths of the layers' tars, bottom first.</summary>
    public required IReadOnlyList<string> Layers { get; init; }

    /// <summary>Their DiffIDs as the image's configuration has them.</summary>
    public required IReadOnlyList<DiffId> DiffIds { get; init; }

    /// <summary>The ChainID of the whole image.</summary>
    public ChainId Top => DiffIds.Aggregate((ChainId?)null, (chain, diffId) => ChainId.Of(chain, diffId))!.Value;

    /// <summary>Saves an image to a directory that is made.</summary>
    public static SavedImage Of(Dockerd docker, string image, string directory)
    {
        Directory.CreateDirectory(directory);
        string archive = Path.Combine(directory, "image.tar");
        docker.Run("save", "-o", archive, image);
        Shell.Run("tar -C \"$1\" -xf \"$2\"", directory, archive);
        JsonNode manifest = Read(directory, "manifest.json")[0]!;
        return new SavedImage
        {
            Layers = [.. manifest[nameof(Layers)]!.AsArray().Select(layer => Path.Combine(directory, layer!.GetValue<string>()))],
            DiffIds = [.. Read(directory, manifest["Config"]!.GetValue<string>())["rootfs"]!["diff_ids"]!.AsArray().Select(id => DiffId.Parse(id!.GetValue<string>()))],
        };
    }

    private static JsonNode Read(string directory, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(directory, file)))!;
}
