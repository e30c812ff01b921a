using System.Text.Json.Nodes;
using LayerKit.Docker.Tests;

namespace LayerKit.RealInputs.Tests.Images;

/// <summary>A store with a Debian root file system and a delta over it, and a daemon that loads images of them.</summary>
public sealed class SavedImages : IDisposable
{
    private readonly TempRoot _root = new("/dev/shm");
    private readonly DockerRoot _dockerRoot = new();
    private readonly Dockerd _docker;

    public SavedImages()
    {
        _docker = Dockerd.Start(_dockerRoot.Path, "overlay2");
        Run("import", RealInput.Path("base.tar"), "--driver", "overlay2", "--pin", "base");
        Run("import", RealInput.Path("top.tar"), "--parent", "base", "--pin", "top");
    }

    public string this[string name] => _root[name];

    /// <summary>Writes the image, and gives what the command said about it.</summary>
    public JsonNode Save(string name, string format, params string[] options) =>
        Run(["image", "save", "top", "-o", _root[name], "--format", format, "--cmd", "/bin/sh", .. options]);

    /// <summary>Shows the image's layers as our own driver mounts them, for as long as it takes to look.</summary>
    public T View<T>(Func<string, T> look)
    {
        string path = $"{Run("view", "top")["path"]}";
        try
        {
            return look(path);
        }
        finally
        {
            Shell.LayerKit(_root["store"], "umount", "top");
        }
    }

    public string Docker(params string[] arguments) => _docker.Run(arguments);

    public void Dispose()
    {
        _docker.Dispose();
        _dockerRoot.Dispose();
        _root.Dispose();
    }

    private JsonNode Run(params string[] arguments) => JsonNode.Parse(Shell.LayerKit(_root["store"], arguments).Output)!;
}
