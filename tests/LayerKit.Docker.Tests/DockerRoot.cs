using LayerKit.Drivers;

namespace LayerKit.Docker.Tests;

/// <summary>A Docker data root in memory, with the directories beside it that a daemon needs.</summary>
internal sealed class DockerRoot : IDisposable
{
    private readonly TempRoot _directory = new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    public string Path => _directory["docker"];

    /// <summary>A file or directory outside the data root that goes with it.</summary>
    public string this[string name] => _directory[name];

    /// <summary>Opens the root, which says itself what it is.</summary>
    public Task<LayerStore> OpenAsync(bool readOnly = false) => LayerStore.OpenAsync(new LayerStoreOptions(Path) { Drivers = BuiltInDrivers.CreateCatalog(), ReadOnly = readOnly });

    /// <summary>Options for a root that Docker has no layer in yet.</summary>
    public LayerStoreOptions Options(string driver) => new(Path) { Drivers = BuiltInDrivers.CreateCatalog(), Driver = driver, MetadataStore = "docker" };

    /// <summary>Every file with its content's size, time and mode, to see that nothing was touched; access times and sockets are no part of it.</summary>
    public string Listing() => Shell.Run("cd \"$1\" && find . -printf '%p %y %m %U %G %s %T@ %l\\n' | sort", Path);

    /// <summary>Removes everything, first the mounts that a daemon which failed has left.</summary>
    public void Dispose()
    {
        Shell.Run("findmnt --raw --noheadings --output TARGET | { grep \"^$1/\" || true; } | tac | xargs --no-run-if-empty --max-args=1 umount", _directory.Path);
        _directory.Dispose();
    }
}
