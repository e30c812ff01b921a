using System.Xml.Linq;

namespace LayerKit.Architecture.Tests;

/// <summary>A project, props or targets file.</summary>
internal sealed class ProjectFile(string path, string text)
{
    private readonly XDocument _xml = XDocument.Parse(text, LoadOptions.SetLineInfo);

    /// <summary>Relative to the repository's root, with forward slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Directory => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    /// <summary>The first part of the path: <c>src</c>, <c>tests</c> and so on.</summary>
    public string Area => Path.Split('/')[0];

    public string RootNamespace => Values("RootNamespace").FirstOrDefault() ?? Name;

    public string? TargetFramework => Values("TargetFramework").FirstOrDefault();

    /// <summary>Items of a kind that add something; removals and updates are left out.</summary>
    public IEnumerable<XElement> Items(string kind) =>
        _xml.Descendants().Where(element => element.Name.LocalName == kind && element.Attribute("Include") is not null);

    /// <summary>Values of a property.</summary>
    public IEnumerable<string> Values(string property) =>
        _xml.Descendants().Where(element => element.Name.LocalName == property && !element.HasElements).Select(element => element.Value);

    public Finding At(XElement element, string found) => new(Path, ((System.Xml.IXmlLineInfo)element).LineNumber, found);
}
