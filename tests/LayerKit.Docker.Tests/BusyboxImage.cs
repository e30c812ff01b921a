namespace LayerKit.Docker.Tests;

/// <summary>A small image that can run, made by a daemon: busybox, and a second layer that adds, changes and deletes.</summary>
internal static class BusyboxImage
{
    public const string Name = "test/busybox:2";

    /// <summary>Writes a root file system of one program and some files as a tar.</summary>
    public static void WriteTar(string path) => Shell.Run(
        """
        directory=$(mktemp -d)
        mkdir -p $directory/bin $directory/etc/app $directory/data $directory/tmp $directory/proc $directory/sys $directory/dev
        cp "$(command -v busybox)" $directory/bin/busybox
        for name in sh rm mkdir ln touch echo cat; do ln -s busybox $directory/bin/$name; done
        echo one > $directory/data/one
        echo two > $directory/data/two
        chmod 0711 $directory/data
        echo key=value > $directory/etc/app/settings
        ln $directory/data/two $directory/data/again
        tar --numeric-owner --sort=name -C $directory -cf "$1" .
        rm -r $directory
        """,
        path);

    /// <summary>Makes the image, and leaves no container behind.</summary>
    public static void Make(Dockerd docker, string tar)
    {
        docker.Run("import", tar, "test/busybox:1");
        docker.Run("run", "--name", "change", "--network", "none", "test/busybox:1", "/bin/sh", "-c",
            "rm /data/one; echo more >> /data/two; rm -r /etc/app; mkdir /etc/app; echo new > /etc/app/new; ln -s /data/two /link; ln /data/two /hard");
        docker.Run("commit", "change", Name);
        docker.Run("rm", "change");
    }
}
