using LayerKit.Errors;
using LayerKit.Images.Naming;

namespace LayerKit.Images.Writing;

/// <summary>The names of an image as its format writes them.</summary>
/// <param name="References">For a layout, as they were given.</param>
/// <param name="RepoTags">For docker, with their tag.</param>
/// <param name="FullNames">For containerd, with host and tag; empty in a plain layout, whose references need not be names.</param>
internal sealed record ImageTags(IReadOnlyList<string> References, IReadOnlyList<string> RepoTags, IReadOnlyList<string> FullNames)
{
    /// <exception cref="ImageNameException">A tag is not what the format takes.</exception>
    public static ImageTags Parse(IReadOnlyList<string> tags, ImageFormat format)
    {
        string[] distinct = [.. tags.Distinct()];
        if (format is ImageFormat.OciLayout or ImageFormat.OciArchive)
        {
            Array.ForEach(distinct, ImageName.ThrowIfNoReference);
            return new ImageTags(distinct, [], []);
        }

        ImageName[] names = [.. distinct.Select(ImageName.Parse)];
        return new ImageTags(distinct, [.. names.Select(name => name.Familiar).Distinct()], [.. names.Select(name => name.Full)]);
    }
}
