using LayerKit.Errors;
using LayerKit.Identity;
using LayerKit.Images.Writing;

namespace LayerKit.Images.Blobs;

/// <summary>Blobs as files called by their digest, as a layout has them. One that is there and whole is not written again.</summary>
/// <remarks>Any number of processes may add to one: a blob appears under its name when it is whole.</remarks>
internal sealed class BlobDirectory
{
    private const int BlockSize = 512 * 1024;
    private const string Folder = "blobs/sha256/";

    private readonly string _root;
    private readonly string _output;
    private readonly LayerBlobRecords _records;

    /// <summary>Opens one and makes its folders.</summary>
    /// <param name="root">Directory that has or gets <c>blobs</c>.</param>
    /// <param name="output">What errors are about.</param>
    /// <exception cref="ImageNotWrittenException">The file system refuses.</exception>
    public BlobDirectory(string root, string output)
    {
        _root = root;
        _output = output;
        _records = new LayerBlobRecords(root, output);
        Output.Guard(output, () => Directory.CreateDirectory(Path.Combine(root, Folder)));
    }

    /// <summary>A blob's path relative to a layout.</summary>
    public static string NameOf(Digest digest) => Folder + digest.Hex;

    public Stream OpenRead(Digest digest) => Output.Guard(_output, () => File.OpenRead(PathOf(digest)));

    public Blob Add(ReadOnlySpan<byte> content)
    {
        Blob blob = Blob.Of(content);
        if (!IsWhole(blob, CancellationToken.None))
        {
            using PartFile part = new(_output, Path.Combine(_root, "blob"));
            part.Write(content);
            part.MoveTo(PathOf(blob.Digest));
        }

        return blob;
    }

    /// <summary>Adds a layer's blob; the layer is read only if it was not added before with the same compression.</summary>
    public LayerBlob Add(Layer layer, LayerCompression compression, CancellationToken token)
    {
        if (_records.Find(layer.DiffId, compression) is { } known && IsWhole(known.Blob, token))
        {
            return known;
        }

        using PartFile part = new(_output, Path.Combine(_root, "blob"));
        LayerBlob added = Encode(layer, compression, part, token);
        part.MoveTo(PathOf(added.Blob.Digest));
        _records.Set(layer.DiffId, compression, added);
        return added;
    }

    /// <summary>Blocks are full, whatever the pieces a layer is read in, so that a compressor sees the same calls each time.</summary>
    private static LayerBlob Encode(Layer layer, LayerCompression compression, PartFile part, CancellationToken token)
    {
        using BlobStream output = new(part);
        using Stream tar = layer.OpenTar();
        using LayerEncoder encoder = LayerEncoder.Create(compression, output);
        byte[] block = new byte[BlockSize];
        long size = 0;
        int count;
        do
        {
            token.ThrowIfCancellationRequested();
            count = tar.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
            encoder.Write(block.AsSpan(0, count));
            size += count;
        }
        while (count == BlockSize);
        encoder.Finish();
        return new LayerBlob(output.Finish(), size);
    }

    private bool IsWhole(Blob blob, CancellationToken token)
    {
        FileInfo file = new(PathOf(blob.Digest));
        if (!file.Exists || file.Length != blob.Size)
        {
            return false;
        }

        using Stream content = OpenRead(blob.Digest);
        return Hashed.DigestOf(content, token) == blob.Digest;
    }

    private string PathOf(Digest digest) => Path.Combine(_root, NameOf(digest));
}
