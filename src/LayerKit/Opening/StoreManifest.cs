using System.Text.Json;
using LayerKit.Errors;

namespace LayerKit.Opening;

/// <summary>What a root says about itself, in <c>layerkit/store.json</c>.</summary>
/// <param name="Format">Version of the layout; a newer one is refused.</param>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Metadata">Name of the metadata store.</param>
internal sealed record StoreManifest(int Format, string Driver, string Metadata)
{
    /// <summary>What the user ids of tars are on the host; null for the same.</summary>
    public IReadOnlyList<IdRange>? UidMaps { get; init; }

    /// <summary>What the group ids of tars are on the host; null for the same.</summary>
    public IReadOnlyList<IdRange>? GidMaps { get; init; }

    /// <summary>The version this LayerKit writes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Reads a root's manifest; null when it has none.</summary>
    /// <exception cref="StoreFormatException">It is newer than this LayerKit, or cannot be read.</exception>
    public static StoreManifest? Read(string root)
    {
        string path = PathIn(root);
        if (!File.Exists(path))
        {
            return null;
        }

        StoreManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(File.ReadAllText(path), StoreManifestJson.Default.StoreManifest);
        }
        catch (JsonException e)
        {
            throw new StoreFormatException(root, $"{path} is damaged: {e.Message}");
        }

        if (manifest is not { Driver.Length: > 0, Metadata.Length: > 0 })
        {
            throw new StoreFormatException(root, $"{path} names no driver or no metadata store");
        }

        return manifest.Format <= CurrentFormat
            ? manifest
            : throw new StoreFormatException(root, $"it has format {manifest.Format}, this version reads up to {CurrentFormat}");
    }

    /// <summary>Writes the manifest of a new root, in one step; a root that has one keeps it.</summary>
    public void WriteIfNew(string root)
    {
        string path = PathIn(root);
        if (File.Exists(path))
        {
            return;
        }

        string temporary = path + ".new";
        using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, StoreManifestJson.Default.StoreManifest);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static string PathIn(string root) => Path.Combine(root, "layerkit", "store.json");
}
