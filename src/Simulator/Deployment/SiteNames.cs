using System.Globalization;

namespace CmsOrchestrator.Simulator;

/// <summary>Names of clusters and of Call Bridges, as sites give them.</summary>
internal static class SiteNames
{
    private static readonly (string Cluster, string[] Cities)[] Sites =
    [
        ("emea", ["lon", "fra", "par", "dub", "osl", "mad"]),
        ("amer", ["nyc", "sjc", "dal", "tor", "gru", "mex"]),
        ("apac", ["syd", "sin", "tyo", "hkg", "blr", "akl"]),
        ("gov", ["osl", "ams", "brn", "vie", "rom", "ath"]),
    ];

    /// <summary><c>emea</c>, <c>amer</c>, …; after the last, <c>emea2</c> and so on.</summary>
    public static string Cluster(int place) => Numbered(Sites[place % Sites.Length].Cluster, place / Sites.Length, firstHasNumber: false);

    /// <summary><c>lon1</c>, <c>fra1</c>, …; after the last, <c>lon2</c> and so on.</summary>
    public static string Bridge(int cluster, int place)
    {
        var cities = Sites[cluster % Sites.Length].Cities;
        return Numbered(cities[place % cities.Length], place / cities.Length, firstHasNumber: true);
    }

    private static string Numbered(string name, int round, bool firstHasNumber) =>
        round == 0 && !firstHasNumber ? name : name + (round + 1).ToString(CultureInfo.InvariantCulture);
}
