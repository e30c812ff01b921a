using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LayerKit.Cli.Json;

/// <summary>The documents of <c>--json</c>. Their field names are part of the command's interface.</summary>
[JsonSerializable(typeof(ImportedLayer))]
[JsonSerializable(typeof(ExportedLayer))]
[JsonSerializable(typeof(ListedLayer[]))]
[JsonSerializable(typeof(InspectedLayer))]
[JsonSerializable(typeof(ListedPin[]))]
[JsonSerializable(typeof(PinnedLayer))]
[JsonSerializable(typeof(RemovedLayers))]
[JsonSerializable(typeof(PrunedLayers))]
[JsonSerializable(typeof(CheckedOutLayer))]
[JsonSerializable(typeof(UsedSpace))]
[JsonSerializable(typeof(TreeLayer[]))]
[JsonSerializable(typeof(ListedRWLayer))]
[JsonSerializable(typeof(ListedRWLayer[]))]
[JsonSerializable(typeof(MountedTree))]
[JsonSerializable(typeof(ChangedPath[]))]
[JsonSerializable(typeof(ListedFile[]))]
[JsonSerializable(typeof(StoreStatus))]
[JsonSerializable(typeof(KnownPlugin[]))]
[JsonSerializable(typeof(SavedImage))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Leaves quotes and the letters of all scripts as they are; nothing here is pasted into HTML.</summary>
    public static CliJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // Two for each layer of a chain in "tree".
        MaxDepth = 4096,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
