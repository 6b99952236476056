"""The worksheet again: smaller images, and a CDN in front that answers 95 of 100."""

from snippets.design.units import KB, MB, TB, dollar, month, request, second

views, image, hit, peak = 278 * request / second, 200 * KB / request, 0.95, 3.0
usd_origin, usd_cdn = 50 * dollar / TB, 20 * dollar / TB
for name, size in {"200 KB": image, "60 KB": 60 * KB / request}.items():
    leaving = views * size
    direct = leaving * usd_origin * month
    through = leaving * (1 - hit) * usd_origin * month + leaving * usd_cdn * month
    at_peak = leaving * (1 - hit) * peak
    print(f"{name}, direct: {direct.to(dollar):,.0f} USD a month")
    print(f"{name}, through a CDN: {through.to(dollar):,.0f} USD a month")
    print(f"{name}, origin at the peak: {at_peak.to(MB / second):.1f} MB/s")
    cold = leaving * peak
    print(f"{name}, the same with a cold CDN: {cold.to(MB / second):.0f} MB/s")
assert cold.to(MB / second) > 19 * at_peak.to(MB / second)
