using System.CommandLine;

namespace LayerKit.Cli.Commands;

/// <summary><c>layerkit image</c>: images over the layers of a store.</summary>
internal static class ImageCommand
{
    public static Command Create(GlobalOptions global) => new("image", "Images over the layers of the store")
    {
        ImageSaveCommand.Create(global),
    };
}
