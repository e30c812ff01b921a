using LayerKit.Identity;
using LayerKit.Images;
using LayerKit.MSBuild.Items;
using Microsoft.Build.Framework;

namespace LayerKit.MSBuild.Exporting;

/// <summary>A <c>LayerExport</c> item whose layer is known.</summary>
/// <param name="Item">The item as the project has it.</param>
/// <param name="Path">Absolute path of what is written.</param>
/// <param name="Top">The layer to write, or the top one of an image.</param>
internal sealed record ExportItem(ITaskItem Item, string Path, ChainId Top)
{
    private const string LayerTar = "layer-tar";

    private static readonly (string Name, ImageFormat? Format)[] Formats =
    [
        (LayerTar, null),
        ("oci-layout", ImageFormat.OciLayout),
        ("oci-archive", ImageFormat.OciArchive),
        ("docker-archive", ImageFormat.DockerArchive),
        ("dual-archive", ImageFormat.DualArchive),
    ];

    /// <summary>The form of the image; null when it is a layer's own tar.</summary>
    public ImageFormat? Format { get; init; }

    /// <summary>The names of the image.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public LayerCompression Compression { get; init; } = LayerCompression.Gzip();

    public required ImageConfig Config { get; init; }

    /// <summary>Reads an item.</summary>
    /// <param name="item">A <c>LayerExport</c> item.</param>
    /// <param name="imported">This build's layers, and those of projects it references.</param>
    /// <param name="settings">What the project says about its images.</param>
    /// <exception cref="ItemFault">The item cannot be what it says.</exception>
    public static ExportItem Parse(ITaskItem item, IReadOnlyList<ITaskItem> imported, ImageSettings settings)
    {
        string path = item.GetMetadata(ItemMetadata.FullPath);
        ImageFormat? format = FormatOf(item, path);
        return new ExportItem(item, System.IO.Path.TrimEndingDirectorySeparator(path), TopOf(item, imported, format))
        {
            Format = format,
            Tags = ItemValues.List(item, ItemMetadata.Tag) is { Count: > 0 } tags ? tags : settings.Tags,
            Compression = CompressionOf(item, settings.Compression),
            Config = settings.Config with { Platform = PlatformOf(item, settings) },
        };
    }

    /// <summary>The word for a form of image.</summary>
    public static string NameOf(ImageFormat format) => Array.Find(Formats, known => known.Format == format).Name;

    /// <summary>Everything in lines, so that a change is seen.</summary>
    public IEnumerable<string> Lines() => [$"{Path} {Top} {Format} {Compression} {Config.Platform}", .. Tags];

    private static ImageFormat? FormatOf(ITaskItem item, string path)
    {
        string format = item.GetMetadata(ItemMetadata.Format);
        if (format.Length == 0)
        {
            return item.GetMetadata(ItemMetadata.Layer).Length > 0 ? null
                : path.EndsWith(".tar", StringComparison.OrdinalIgnoreCase) ? ImageFormat.DualArchive : ImageFormat.OciLayout;
        }

        (string name, ImageFormat? known) = Array.Find(Formats, known => known.Name == format);
        return name is not null
            ? known
            : throw new ItemFault(ItemCodes.FormatNotPossible, item, $"cannot export '{item.ItemSpec}' as '{format}': known are {string.Join(", ", Formats.Select(possible => possible.Name))}");
    }

    private static ChainId TopOf(ITaskItem item, IReadOnlyList<ITaskItem> imported, ImageFormat? format)
    {
        string layer = item.GetMetadata(ItemMetadata.Layer);
        if (layer.Length > 0)
        {
            string named = imported.FirstOrDefault(known => known.ItemSpec == layer)?.GetMetadata(ItemMetadata.ChainId) ?? layer;
            return ChainId.TryParse(named, out ChainId chainId)
                ? chainId
                : throw new ItemFault(ItemCodes.NotFound, item, $"cannot export '{item.ItemSpec}': no LayerImport is named '{layer}'");
        }

        string chain = ItemValues.Text(item, ItemMetadata.Chain, LayerItemParser.DefaultChain);
        ITaskItem? top = imported.LastOrDefault(known => known.GetMetadata(ItemMetadata.Chain) == chain);
        return format is null ? throw new ItemFault(ItemCodes.BadValue, item, $"no Layer for export '{item.ItemSpec}': expected the Name of a LayerImport or a ChainID (sha256:...)")
            : top is null ? throw new ItemFault(ItemCodes.NotFound, item, $"cannot export '{item.ItemSpec}': chain '{chain}' has no layer")
            : ChainId.Parse(top.GetMetadata(ItemMetadata.ChainId));
    }

    private static LayerCompression CompressionOf(ITaskItem item, string fallback)
    {
        string text = ItemValues.Text(item, ItemMetadata.Compression, fallback);
        return text.Length == 0 ? LayerCompression.Gzip()
            : LayerCompression.TryParse(text, out LayerCompression compression) ? compression
            : throw ItemValues.Bad(item, ItemMetadata.Compression, text, ItemValues.Compressions);
    }

    private static ImagePlatform PlatformOf(ITaskItem item, ImageSettings settings)
    {
        string text = item.GetMetadata(ItemMetadata.Platform);
        if (text.Length == 0)
        {
            return settings.Config.Platform;
        }

        if (!ImagePlatform.TryParse(text, out ImagePlatform? platform))
        {
            throw ItemValues.Bad(item, ItemMetadata.Platform, text, "an operating system and an architecture, such as linux/arm64");
        }

        return settings.Runtime is null || (settings.Runtime.OS == platform.OS && settings.Runtime.Architecture == platform.Architecture)
            ? platform
            : throw new ItemFault(ItemCodes.PlatformMismatch, item, $"cannot export '{item.ItemSpec}' for {platform}: the project is built for {settings.Runtime}; leave Platform out, or build with another RuntimeIdentifier");
    }
}
