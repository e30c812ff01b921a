namespace LayerKit.Images.Json;

/// <summary>One image in <c>manifest.json</c> of a docker archive (moby, image/tarexport).</summary>
internal sealed record DockerManifest(string Config, IReadOnlyList<string> RepoTags, IReadOnlyList<string> Layers)
{
    public const string FileName = "manifest.json";

    /// <summary>Of its config (distribution, manifest/schema2).</summary>
    public const string ConfigMediaType = "application/vnd.docker.container.image.v1+json";
}
