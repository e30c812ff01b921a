using System.Text.Json;

namespace LayerKit.Stress.Tests.Accounting;

/// <summary>Reads Docker's layout: moby's filestore.go, and LayerKit's own directory beside it.</summary>
internal static class DockerLedger
{
    public static Ledger Read(string root, string driver)
    {
        string db = Path.Combine(root, "image", driver, "layerdb");
        string own = Path.Combine(root, "layerkit");
        string[] names = [.. Names(Path.Combine(db, "sha256"))];
        Dictionary<string, LayerEntry> layers = names.Where(name => name.Length == 64).ToDictionary(name => "sha256:" + name, name => Layer(Path.Combine(db, "sha256", name)));
        Dictionary<string, RWLayerEntry> mounts = Names(Path.Combine(db, "mounts")).ToDictionary(name => name, name => RWLayer(Path.Combine(db, "mounts", name)));
        Dictionary<string, PinEntry> pins = Directory.EnumerateFiles(Path.Combine(own, "pins"), "*", SearchOption.AllDirectories).Select(Pin).ToDictionary();
        List<string> left =
        [
            .. names.Where(name => name.Length != 64),
            .. Below(Path.Combine(db, "tmp")), .. Below(Path.Combine(own, "intents")), .. Below(Path.Combine(own, "removals")),
            .. Below(Path.Combine(own, "pins-pending")), .. Below(Path.Combine(own, "quarantine")),
            .. Differences(Path.Combine(own, "own-layers"), [.. layers.Values.Select(layer => layer.CacheId)]),
            .. Differences(Path.Combine(own, "own-mounts"), [.. mounts.Values.SelectMany(mount => new[] { mount.MountId, mount.InitId }).OfType<string>()]),
        ];
        return new Ledger(layers, mounts, pins, left);
    }

    /// <summary>What lies in a directory, if there is one.</summary>
    public static IEnumerable<string> Below(string directory) => Directory.Exists(directory) ? Directory.EnumerateFileSystemEntries(directory) : [];

    /// <summary>Ids that are written down as LayerKit's and are no record's, and the other way round: everything in such a root is LayerKit's.</summary>
    private static IEnumerable<string> Differences(string directory, string[] ids) =>
        [.. Names(directory).Except(ids).Select(id => $"{directory}: {id} is of no record"), .. ids.Except(Names(directory)).Select(id => $"{directory}: {id} is missing")];

    private static IEnumerable<string> Names(string directory) => Below(directory).Select(path => Path.GetFileName(path));

    private static LayerEntry Layer(string path) => new(Text(path, "diff")!, Text(path, "parent"), Text(path, "cache-id")!);

    private static RWLayerEntry RWLayer(string path) => new(Text(path, "mount-id")!, Text(path, "init-id"), Text(path, "parent"));

    private static KeyValuePair<string, PinEntry> Pin(string path)
    {
        using JsonDocument pin = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement fields = pin.RootElement;
        DateTimeOffset? expires = fields.TryGetProperty("expires", out JsonElement time) ? time.GetDateTimeOffset() : null;
        return new(fields.GetProperty("name").GetString()!, new PinEntry(fields.GetProperty("layer").GetString()!, expires));
    }

    private static string? Text(string path, string name) => File.Exists(Path.Combine(path, name)) ? File.ReadAllText(Path.Combine(path, name)) : null;
}
