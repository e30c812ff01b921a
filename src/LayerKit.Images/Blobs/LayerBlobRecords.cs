using System.Globalization;
using LayerKit.Identity;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Blobs;

/// <summary>Remembers which blob a layer became under a compression: a small file for each, which is a hint and may be missing.</summary>
internal sealed class LayerBlobRecords(string root, string output)
{
    private readonly string _folder = Path.Combine(root, ".layerkit");

    public LayerBlob? Find(DiffId diffId, LayerCompression compression)
    {
        string path = PathOf(diffId, compression);
        return File.Exists(path) ? Parse(Output.Guard(output, () => File.ReadAllText(path))) : null;
    }

    public void Set(DiffId diffId, LayerCompression compression, LayerBlob blob)
    {
        Output.Guard(output, () => Directory.CreateDirectory(_folder));
        string text = string.Create(CultureInfo.InvariantCulture, $"{blob.Blob.Digest} {blob.Blob.Size} {blob.TarSize}\n");
        using PartFile part = new(output, Path.Combine(root, "record"));
        part.Write(System.Text.Encoding.ASCII.GetBytes(text));
        part.MoveTo(PathOf(diffId, compression));
    }

    private static LayerBlob? Parse(string text) =>
        text.Split(' ', '\n') is [string digest, string size, string tarSize, ""]
        && Digest.TryParse(digest, out Digest parsed)
        && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long bytes)
        && long.TryParse(tarSize, NumberStyles.None, CultureInfo.InvariantCulture, out long tarBytes)
            ? new LayerBlob(new Blob(parsed, bytes), tarBytes)
            : null;

    private string PathOf(DiffId diffId, LayerCompression compression) =>
        Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{diffId.Digest.Hex}-{compression.Kind}{compression.Level}-{LayerEncoder.Version(compression.Kind)}").ToLowerInvariant());
}
