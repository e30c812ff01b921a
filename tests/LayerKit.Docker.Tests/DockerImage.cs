using System.Text.Json.Nodes;
using LayerKit.Identity;

namespace LayerKit.Docker.Tests;

/// <summary>The image records of a Docker data root, written by hand as moby's image/fs.go and reference/store.go do.</summary>
internal static class DockerImage
{
    /// <summary>Makes an image of layers, bottom first, and gives it a name; its id is returned.</summary>
    public static string Write(string root, string driver, string name, params DiffId[] diffIds)
    {
        JsonObject config = new()
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["created"] = "2026-01-01T00:00:00Z",
            ["config"] = new JsonObject { ["Cmd"] = new JsonArray("/none") },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray([.. diffIds.Select(id => JsonValue.Create(id.ToString()))]) },
        };
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(config.ToJsonString());
        Digest id = Digest.Compute(bytes);
        string content = Path.Combine(root, "image", driver, "imagedb", "content", "sha256");
        Directory.CreateDirectory(content);
        File.WriteAllBytes(Path.Combine(content, id.Hex), bytes);
        string repositories = Path.Combine(root, "image", driver, "repositories.json");
        JsonNode names = File.Exists(repositories) ? JsonNode.Parse(File.ReadAllText(repositories))! : new JsonObject { ["Repositories"] = new JsonObject() };
        names["Repositories"]![name.Split(':')[0]] = new JsonObject { [name] = id.ToString() };
        File.WriteAllText(repositories, names.ToJsonString());
        return id.ToString();
    }
}
